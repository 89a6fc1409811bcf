namespace Roost.Messaging.Tests.Model;

/// <summary>Hours pass.</summary>
internal sealed record Pass(int Ticks) : Step
{
    public override string Play(Play play)
    {
        play.Queue.Pass(Ticks);
        play.Oracle.Pass(Ticks);
        return $"{Ticks} h pass";
    }
}

internal sealed record Promote : Step
{
    public override string Play(Play play)
    {
        var before = play.Oracle.Jobs.Where(job => job.State == JobState.Scheduled).ToArray();
        play.Oracle.Promote();
        var up = before.Where(job => job.State != JobState.Scheduled).ToArray();
        Model.Play.Same(up.Length, play.Queue.Promote(), "how many were promoted");
        return $"promoted: {Oracle.Names(up)}";
    }
}

internal sealed record Release : Step
{
    public override string Play(Play play)
    {
        // One row a queue is returned, and the comparison says which jobs they were.
        var before = play.Oracle.Jobs.Where(job => job.State == JobState.Waiting).ToArray();
        play.Oracle.Release();
        var free = before.Where(job => job.State != JobState.Waiting).ToArray();
        Model.Play.Same(free.Select(job => job.Kind.Queue).Distinct().Count(), play.Queue.Release(), "of how many queues parents were released");
        return $"released: {Oracle.Names(free)}";
    }
}

/// <summary>Somebody looks what of the held may go; once, or until nothing is left that may.</summary>
internal sealed record Admit(bool IsThorough) : Step
{
    // A look takes a few keys up, by turns: so many looks without one admitted have seen all.
    private const int MostIdle = 30;

    public override string Play(Play play)
    {
        var admitted = Look(play).ToList();
        for (var idle = 0; IsThorough && play.Oracle.Admissible().Any(); idle++)
        {
            if (idle == MostIdle)
            {
                throw new MismatchException($"admitted: {Oracle.Names(admitted)}; {Oracle.Names(play.Oracle.Admissible())} may go, and nobody looks.");
            }

            var more = Look(play);
            admitted.AddRange(more);
            idle = more.Length > 0 ? -1 : idle;
        }

        return $"admitted: {Oracle.Names(admitted)}{(IsThorough ? "; no other may go" : "")}";
    }

    private static Job[] Look(Play play)
    {
        var number = play.Queue.Admit();
        var ready = play.Queue.Look().Where(row => row.State == (int)JobState.Ready).Select(row => row.Id).ToHashSet();
        var admitted = play.Oracle.Jobs.Where(job => job.State == JobState.Held && ready.Contains(job.Id)).ToArray();
        Model.Play.Same(admitted.Length, number, "how many were admitted");
        play.Oracle.Admit(admitted);
        return admitted;
    }
}

/// <summary>A worker gives the jobs of the dead to others.</summary>
internal sealed record Rescue(int Place) : Step
{
    public override string Play(Play play)
    {
        var judge = play.Places[Place];
        var rows = play.Queue.Rescue(judge, play.Living);
        var rescued = play.Oracle.Rescue(judge);
        Model.Play.Same(rescued, (rows.Count(isDead => !isDead), rows.Count(isDead => isDead)), $"{judge} rescues: how many go back, and how many are dead letters,");
        return $"{judge} rescues: {rescued.Back} go back, {rescued.Dead} are dead letters";
    }
}

/// <summary>A worker is not heard of any more; it may go on with what it has.</summary>
internal sealed record Silence(int Place) : Step
{
    public override string? Play(Play play)
    {
        var worker = play.Places[Place];
        if (!worker.HasRow || worker.IsSilent)
        {
            return null;
        }

        play.Queue.Silence(worker);
        worker.IsSilent = true;
        return $"{worker} falls silent";
    }
}

/// <summary>A worker's row goes, as by another one's look or by its own leaving.</summary>
internal sealed record Leave(int Place) : Step
{
    public override string? Play(Play play)
    {
        var worker = play.Places[Place];
        if (!worker.HasRow)
        {
            return null;
        }

        play.Queue.Leave(worker);
        worker.HasRow = false;
        return $"{worker}'s row goes";
    }
}

/// <summary>A new worker takes the place of one that is silent or gone.</summary>
internal sealed record Start : Step
{
    public override string? Play(Play play) => play.Places.All(worker => worker.HasRow && !worker.IsSilent) ? null : $"{play.Start()} starts";
}

/// <summary>A worker dies with a suspect, and all that follows of it: of such steps one by one, three deaths of one job hardly ever come together.</summary>
internal sealed record Die(int Place, int Line) : Step
{
    public override string? Play(Play play)
    {
        if (play.Places[Place] is { HasRow: false } or { IsSilent: true })
        {
            return null;
        }

        var told = new List<string>();
        try
        {
            foreach (var step in (Step[])[new ClaimSuspect(Place, Line), new Silence(Place), new Start(), new Pass(1)])
            {
                Go(step);
            }

            // Whoever lives is steady by now.
            Go(new Rescue(Array.FindIndex(play.Places, worker => worker is { HasRow: true, IsSilent: false })));
        }
        catch (MismatchException mismatch)
        {
            throw new MismatchException($"{string.Join("; ", told)}: {mismatch.Message}");
        }

        return string.Join("; ", told);

        void Go(Step step)
        {
            play.Oracle.Begin();
            if (step.Play(play) is { } line)
            {
                told.Add(line);
                play.Compare();
            }
        }
    }
}

/// <summary>A worker says that it lives, and hears which of its jobs somebody wants no more.</summary>
internal sealed record Beat(int Place) : Step
{
    public override string Play(Play play)
    {
        var worker = play.Places[Place];
        var heard = play.Queue.Beat(worker, play.Living);
        var expected = worker.HasRow ? play.Oracle.Jobs.Where(job => job.State == JobState.Running && job.Worker == worker && job.IsCancelling).ToArray() : null;
        Model.Play.Same(Names(expected), Names(heard?.Select(play.Find)), $"{worker} beats: what it hears");
        if (worker is { HasRow: true, IsSilent: true })
        {
            worker.IsSilent = false;
            worker.SteadySince = play.Oracle.Now;
        }

        return $"{worker} beats, and hears {Names(expected) ?? "that it is dead"}";
    }

    private static string? Names(IEnumerable<Job>? jobs) => jobs is null ? null : $"[{Oracle.Names(jobs.OrderBy(job => job.Number))}]";
}

/// <summary>A worker gives back what the database says it has and it does not know of.</summary>
internal sealed record GiveBackLost(int Place, int Line, bool Suspects, int Known) : Step
{
    public override string? Play(Play play)
    {
        var (worker, line) = (play.Places[Place], Kind.Lines[Line]);
        var mine = play.Oracle.Jobs.Where(job => job.State == JobState.Running && job.Worker == worker).ToArray();
        if (mine.Length == 0)
        {
            return null;
        }

        var known = mine.Where((_, i) => (Known & (1 << (i % 4))) != 0).ToArray();
        var lost = mine.Except(known).Where(job => job.Kind.Queue == line.Name && job.Crashes > 0 == Suspects).ToArray();
        Model.Play.Same(lost.Count(job => !job.IsCancelling), play.Queue.GiveBackLost(worker.Id, line, Suspects, known), $"{worker} gives back what it does not know of: how many");
        Array.ForEach(lost, play.Oracle.GiveBack);
        return $"{worker} gives back what it does not know of in {line.Name}: {Oracle.Names(lost)}";
    }
}
