namespace Roost.Messaging.Tests.Model;

/// <summary>A worker takes jobs of some lanes of a queue; which, the bits of a number say.</summary>
internal sealed record ClaimJobs(int Place, int Line, int Lanes, int Quota) : Step
{
    public override string? Play(Play play)
    {
        var (worker, line) = (play.Places[Place], Kind.Lines[Line]);
        var lanes = play.Oracle.Lanes(line);
        Model.Play.Same(string.Join(", ", lanes), string.Join(", ", play.Queue.Lanes(line)), $"the lanes of {line.Name}");
        var shares = lanes.Where((_, i) => (Lanes & (1 << (i % 5))) != 0).Select(lane => (lane, Quota)).ToArray();
        if (shares.Length == 0)
        {
            return null;
        }

        var taken = play.Queue.Claim(worker.Id, line, shares, play.Find);
        var told = $"{worker} claims {Quota} of each of {shares.Length} lanes of {line.Name}: {Oracle.Names(taken.Select(job => job.Job))}";
        try
        {
            play.Oracle.Claim(worker, line, shares, taken);
        }
        catch (MismatchException mismatch)
        {
            throw new MismatchException($"{told}: {mismatch.Message}");
        }

        return told;
    }
}

/// <summary>A worker takes one job that was in a process when it died.</summary>
internal sealed record ClaimSuspect(int Place, int Line) : Step
{
    public override string? Play(Play play)
    {
        var (worker, line) = (play.Places[Place], Kind.Lines[Line]);
        var taken = play.Queue.ClaimSuspect(worker.Id, line, play.Find);
        play.Oracle.ClaimSuspect(worker, line, taken);
        return taken.Count == 0 ? null : $"{worker} claims the suspect {taken[0].Job}";
    }
}
