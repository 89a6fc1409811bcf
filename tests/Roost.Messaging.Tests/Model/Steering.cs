namespace Roost.Messaging.Tests.Model;

/// <summary>A step with one job, whatever has become of it.</summary>
internal abstract record JobStep(int Number) : Step
{
    public override string? Play(Play play) => Pick(Candidates(play.Oracle), Number) is { } job ? Play(play, job) : null;

    protected virtual IReadOnlyList<Job> Candidates(Oracle oracle) => oracle.Jobs;

    protected abstract string Play(Play play, Job job);
}

/// <summary>Somebody wants a job no more: an operator, its tenant or another one.</summary>
internal sealed record Cancel(int Number, int By) : JobStep(Number)
{
    protected override string Play(Play play, Job job)
    {
        var tenant = By == 2 ? (job.Tenant + 1) % 3 : job.Tenant;
        var answer = By == 0 ? play.Queue.Cancel(job) : play.Queue.CancelOwn(tenant, job);
        return Tell($"{(By == 0 ? "an operator" : Tenants.Name(tenant))} cancels {job}", tenant == job.Tenant ? play.Oracle.Cancel(job) : "unknown", answer);
    }
}

internal sealed record Replay(int Number) : JobStep(Number)
{
    protected override IReadOnlyList<Job> Candidates(Oracle oracle) => [.. oracle.Jobs.Where(job => job.State == JobState.Dead)];

    protected override string Play(Play play, Job job) => Tell($"{job} is replayed", play.Oracle.Replay(job), play.Queue.Replay(job));
}

internal sealed record RetryNow(int Number) : JobStep(Number)
{
    protected override string Play(Play play, Job job) => Tell($"{job} is to go now", play.Oracle.RetryNow(job), play.Queue.RetryNow(job));
}

internal sealed record Discard(int Number) : JobStep(Number)
{
    protected override IReadOnlyList<Job> Candidates(Oracle oracle) => [.. oracle.Jobs.Where(job => job.State == JobState.Dead)];

    protected override string Play(Play play, Job job) => Tell($"{job} is discarded", $"{play.Oracle.Discard(job)}", $"{play.Queue.Discard(job)}");
}

/// <summary>A tenant looks how a job is.</summary>
internal sealed record Ask(int Number) : JobStep(Number)
{
    protected override string Play(Play play, Job job)
    {
        var status = job.State switch
        {
            JobState.Refused or JobState.Discarded => "nothing",
            _ when job.IsLive && job.IsCancelling => "cancelling",
            JobState.Suspect => "ready",
            var state => state.ToString().ToLowerInvariant(),
        };
        Model.Play.Same("nothing", play.Queue.Status((job.Tenant + 1) % 3, job) ?? "nothing", $"what another tenant is told of {job}");
        return Tell($"{Tenants.Name(job.Tenant)} asks for {job}", status, play.Queue.Status(job.Tenant, job) ?? "nothing");
    }
}

/// <summary>A queue rests, or goes on.</summary>
internal sealed record Rest(int Line) : Step
{
    public override string Play(Play play)
    {
        var line = Kind.Lines[Line];
        if (play.Oracle.Paused.Add(line.Name))
        {
            play.Queue.Pause(line);
            return $"{line.Name} is paused";
        }

        play.Oracle.Paused.Remove(line.Name);
        Model.Play.Same(true, play.Queue.Resume(line), $"{line.Name} goes on");
        return $"{line.Name} goes on";
    }
}

/// <summary>A new image declares other limits of a kind.</summary>
internal sealed record Declare(int Kind, int Variant) : Step
{
    private static readonly Limits?[] Variants = [null, new() { InOrder = true, Priority = -1 }, new() { Running = 1 }, new() { PerKey = 2, PerTenant = 3 }];

    public override string? Play(Play play)
    {
        var kind = Model.Kind.All[Kind];
        if (kind.Limits is null)
        {
            return null;
        }

        var limits = Variant < Variants.Length ? Variants[Variant] : kind.Limits;
        play.Queue.Declare(kind, limits);
        play.Oracle.Declare(kind, limits);
        return $"{kind.Name} is declared anew: {limits?.ToString() ?? "no limits"}";
    }
}
