namespace Roost.Messaging.Tests.Model;

/// <summary>How true it is what somebody says to have.</summary>
internal enum Truth
{
    /// <summary>By whoever has it, or has had it.</summary>
    Right = 0,
    OtherWorker = 1,
    OtherLease = 2,
    OtherTenant = 3,
}

/// <summary>A lease by which a step is done: of those that hold, or of all that ever were.</summary>
internal sealed record Pointer(int Number, bool IsAny, Truth Truth)
{
    /// <summary>The lease it points at, and who says to have it.</summary>
    public (Claim Claim, WorkerLife Worker, bool Holds)? Find(Play play, WorkerLife? worker = null)
    {
        var there = play.Oracle.Leases
            .Where(lease => (worker is null || lease.Worker == worker || Truth == Truth.OtherWorker) && (IsAny || Oracle.Holds(lease.Worker.Id, lease.Job, lease.Number)))
            .ToArray();
        if (there.Length == 0)
        {
            return null;
        }

        var lease = there[^(1 + (Number % there.Length))];
        var claim = new Claim(lease.Job, lease.Number + (Truth == Truth.OtherLease ? 1 : 0));
        var by = worker ?? (Truth == Truth.OtherWorker ? play.Workers.First(other => other != lease.Worker) : lease.Worker);
        return (claim, by, Oracle.Holds(by.Id, lease.Job, claim.Lease));
    }

    public string Tell => Truth switch
    {
        Truth.OtherWorker => " (somebody else's)",
        Truth.OtherLease => " (with another lease)",
        Truth.OtherTenant => " (as another tenant)",
        _ => "",
    };
}

/// <summary>A worker finishes jobs that wrote nothing.</summary>
internal sealed record FinishJobs(int Place, IReadOnlyList<Pointer> Pointers) : Step
{
    public override string? Play(Play play)
    {
        var worker = play.Places[Place];
        var found = Pointers.Select(pointer => (pointer, Of: pointer.Find(play, worker))).Where(found => found.Of is not null).DistinctBy(found => found.Of!.Value.Claim).ToArray();
        if (found.Length == 0)
        {
            return null;
        }

        var expected = found.Where(lease => lease.Of!.Value.Holds).Select(lease => lease.Of!.Value.Claim.Job).ToArray();
        var done = play.Queue.Finish(worker.Id, [.. found.Select(lease => lease.Of!.Value.Claim)]).Select(job => $"{play.Find(job.Id)} {job.IsDone}").Order(StringComparer.Ordinal);
        var told = $"{worker} finishes {string.Join(", ", found.Select(lease => lease.Of!.Value.Claim.Job.Name + lease.pointer.Tell))}";
        Model.Play.Same(string.Join(", ", expected.Select(job => $"{job} True").Order(StringComparer.Ordinal)), string.Join(", ", done), $"{told}: what is done");
        Array.ForEach(expected, job => play.Oracle.End(job, JobState.Done));
        return $"{told}; done: {Oracle.Names(expected)}";
    }
}

/// <summary>A worker finishes all it has.</summary>
internal sealed record FinishAll(int Place) : Step
{
    public override string? Play(Play play) =>
        new FinishJobs(Place, [.. Enumerable.Range(0, play.Oracle.Leases.Count).Select(number => new Pointer(number, IsAny: false, Truth.Right))]).Play(play);
}

/// <summary>A step with one lease.</summary>
internal abstract record LeaseStep(Pointer Pointer) : Step
{
    public override string? Play(Play play) => Pointer.Find(play) is (var claim, var worker, var holds) ? $"{worker} {Play(play, claim, worker, holds)}" : null;

    protected abstract string Play(Play play, Claim claim, WorkerLife worker, bool holds);
}

/// <summary>A job is completed in the transaction of its handler.</summary>
internal sealed record Complete(Pointer Pointer) : LeaseStep(Pointer)
{
    protected override string Play(Play play, Claim claim, WorkerLife worker, bool holds)
    {
        var job = claim.Job;
        var tenant = Pointer.Truth == Truth.OtherTenant ? (job.Tenant + 1) % 3 : job.Tenant;
        holds &= tenant == job.Tenant;
        var told = $"completes {job}{Pointer.Tell}";
        Model.Play.Same(holds, play.Queue.Hold(tenant, claim, worker.Id), $"{told}: whether it may be held");
        Model.Play.Same(holds, play.Queue.Complete(tenant, claim, worker.Id), $"{told}: whether it is accepted");
        if (holds)
        {
            play.Oracle.End(job, JobState.Done);
        }

        return $"{told}: {(holds ? "done" : "no")}";
    }
}

/// <summary>An attempt fails, and is tried again, or not.</summary>
internal sealed record Fail(Pointer Pointer, int? RetryIn) : LeaseStep(Pointer)
{
    protected override string Play(Play play, Claim claim, WorkerLife worker, bool holds)
    {
        var told = $"fails at {claim.Job}{Pointer.Tell}, {(RetryIn is { } hours ? $"to try again in {hours} h" : "for good")}";
        return Tell(told, holds ? play.Oracle.Fail(claim.Job, RetryIn) : "lost", play.Queue.Fail(worker.Id, claim, RetryIn));
    }
}

/// <summary>A handler says how far it is, and lets go of a job that somebody wants no more.</summary>
internal sealed record Report(Pointer Pointer) : LeaseStep(Pointer)
{
    protected override string Play(Play play, Claim claim, WorkerLife worker, bool holds)
    {
        var isCancelling = claim.Job.IsCancelling;
        Model.Play.Same(holds ? (bool?)isCancelling : null, play.Queue.Report(worker.Id, claim), $"{worker} reports of {claim.Job}: whether it is cancelled");
        Model.Play.Same(holds && isCancelling, play.Queue.EndCancelled(worker.Id, claim), $"{worker} lets go of {claim.Job}: whether it is accepted");
        if (holds && isCancelling)
        {
            play.Oracle.End(claim.Job, JobState.Cancelled);
        }

        return $"reports of {claim.Job}{Pointer.Tell}{(holds && isCancelling ? ", and lets go of it" : "")}";
    }
}

/// <summary>A job is given back that has not been run to its end.</summary>
internal sealed record GiveBack(Pointer Pointer) : LeaseStep(Pointer)
{
    protected override string Play(Play play, Claim claim, WorkerLife worker, bool holds)
    {
        var told = $"gives {claim.Job} back{Pointer.Tell}";
        Model.Play.Same(holds && !claim.Job.IsCancelling ? 1 : 0, play.Queue.GiveBack(worker.Id, [claim]), $"{told}: how many are accepted");
        if (holds)
        {
            play.Oracle.GiveBack(claim.Job);
        }

        return $"{told}: {(holds ? claim.Job.State : "no")}";
    }
}
