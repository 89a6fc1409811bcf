namespace Roost.Messaging.Tests.Model;

/// <summary>One history: plays each step on the queue and on the oracle, and tells what happened in a line each.</summary>
internal sealed class Play
{
    private const int MostRounds = 200;
    private readonly List<string> _told = [];

    public Play(RealQueue queue)
    {
        Queue = queue;
        queue.Begin();
        // Two workers that have been steady for long, and one that has just come.
        Start();
        Start();
        Queue.Pass(1);
        Workers.ToList().ForEach(worker => worker.SteadySince--);
        Start();
    }

    public RealQueue Queue { get; }

    public Oracle Oracle { get; } = new();

    public List<WorkerLife> Workers => Oracle.Workers;

    public IEnumerable<WorkerLife> Living => Workers.Where(worker => worker.HasRow && !worker.IsSilent);

    /// <summary>The workers that there are, by their places.</summary>
    public WorkerLife[] Places { get; } = new WorkerLife[3];

    public void Run(History history)
    {
        try
        {
            foreach (var step in history.Steps)
            {
                Oracle.Begin();
                if (step.Play(this) is { } told)
                {
                    _told.Add(told);
                    Compare();
                }
            }

            Drain();
        }
        catch (Exception exception)
        {
            _told.Add($"  but {exception.Message}");
            throw new MismatchException(string.Join('\n', _told));
        }
    }

    public WorkerLife Start()
    {
        var place = Array.FindIndex(Places, worker => worker is null || !worker.HasRow || worker.IsSilent);
        var worker = new WorkerLife($"w{Workers.Count + 1}", Oracle.Now);
        Workers.Add(worker);
        Places[Math.Max(place, 0)] = worker;
        Queue.Register(worker);
        return worker;
    }

    public Job Find(Guid id) => Oracle.Jobs.Single(job => job.Id == id);

    /// <summary>What was returned is what should be.</summary>
    public static void Same<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new MismatchException($"{what} was {actual?.ToString() ?? "nothing"}, and should be {expected?.ToString() ?? "nothing"}.");
        }
    }

    /// <summary>Each job is where the oracle says, and nowhere else.</summary>
    public void Compare()
    {
        var rows = Queue.Look().ToLookup(row => row.Id);
        var keys = Oracle.Keys.Values.ToDictionary(holder => holder.Job);
        foreach (var job in Oracle.Jobs)
        {
            var key = keys.TryGetValue(job, out var holder) ? (holder.Until is null ? 20 : 21) : 0;
            var there = rows[job.Id].Where(row => row.State < 20).ToArray();
            Same(job.State is JobState.Refused or JobState.Discarded ? 0 : 1, there.Length, $"the number of rows of {job}, which is {job.State},");
            Same(key, rows[job.Id].FirstOrDefault(row => row.State >= 20)?.State ?? 0, $"the unique key of {job} (0 none, 20 for ever, 21 for a time)");
            if (there is [var row])
            {
                var expected = new Row(job.Id, (int)job.State, job.Worker?.Id, job.Attempt, job.State is JobState.Done or JobState.Cancelled ? 0 : job.Crashes, job.IsLive && job.IsCancelling);
                Same(expected.State, row.State, $"{job} (as {nameof(JobState)} has it)");
                Same(expected with { Id = default }, row with { Id = default }, $"{job}");
            }
        }

        Same(Oracle.Jobs.Count(job => rows.Contains(job.Id)), rows.Count, "the number of jobs in the database");
    }

    /// <summary>Lets everything run to its end: whatever has happened, nothing is stuck.</summary>
    private void Drain()
    {
        _told.Add("everything runs to its end:");
        foreach (var line in Kind.Lines.Where(line => Oracle.Paused.Remove(line.Name)))
        {
            Queue.Resume(line);
        }

        foreach (var worker in Living.ToArray())
        {
            Queue.Silence(worker);
            worker.IsSilent = true;
        }

        var last = Start();
        for (var round = 0; Oracle.Live.Any(); round++)
        {
            if (round == MostRounds)
            {
                throw new MismatchException($"{Oracle.Names(Oracle.Live)} came to no end.");
            }

            foreach (Step step in (Step[])[new Pass(4), new Rescue(Array.IndexOf(Places, last)), new Promote(), new Release(), new Admit(IsThorough: true), .. Work(last)])
            {
                Oracle.Begin();
                if (step.Play(this) is { } told)
                {
                    _told.Add(told);
                }
            }

            Compare();
        }

        Compare();
    }

    private IEnumerable<Step> Work(WorkerLife last)
    {
        var place = Array.IndexOf(Places, last);
        for (var line = 0; line < Kind.Lines.Length; line++)
        {
            yield return new ClaimJobs(place, line, Lanes: -1, Quota: 5);
            yield return new ClaimSuspect(place, line);
        }

        yield return new FinishAll(place);
        // Those behind a dead letter wait for somebody to say what is to become of it.
        if (Oracle.Jobs.Any(job => job.State == JobState.Dead))
        {
            yield return new Discard(0);
        }
    }
}
