namespace Bench.Queue.Phases;

/// <summary>Something that is measured of every contestant in the same way.</summary>
internal abstract class Phase
{
    /// <summary>How it is named on the command line.</summary>
    public abstract string Key { get; }

    /// <summary>What is done.</summary>
    public abstract string Title { get; }

    /// <summary>What each figure is. Ratios are those of the first.</summary>
    public virtual IReadOnlyList<string> Columns => ["jobs/s"];

    /// <summary>Whether there is nobody to compare with.</summary>
    public virtual bool IsOfRoostAlone => false;

    /// <summary>Whether it takes so long that it is run only if it is named.</summary>
    public virtual bool IsOnlyByName => false;

    /// <summary>By the contestant's key, how many times as good as it Roost is to be.</summary>
    public virtual IReadOnlyDictionary<string, double> Bars => new Dictionary<string, double>();

    /// <summary>A bar for Roost's own figure: which column, and whether it holds.</summary>
    public virtual (int Column, string Text, Func<double, bool> Holds)? OwnBar => null;

    /// <summary>One round of one contestant.</summary>
    /// <returns>A figure for each column.</returns>
    public async Task<double[]> RunAsync(Contestant contestant)
    {
        await using var producer = await Agent.StartAsync(contestant, "producer");
        // For its code to become warm.
        await producer.RateAsync($"add 20000 {Adds.Flight} 2");
        await producer.RateAsync($"bulk 100000 {BulkAdds.Chunk} {BulkAdds.Flight}");
        await producer.AskAsync("clear");
        var figures = await MeasureAsync(contestant, producer);
        // Nobody is to tidy up while others run.
        await producer.AskAsync("clear");
        return figures;
    }

    protected abstract Task<double[]> MeasureAsync(Contestant contestant, Agent producer);
}
