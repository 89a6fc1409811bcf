namespace Bench.Queue.Phases;

/// <summary>Adds as many jobs as are worked, so that as many wait all the time.</summary>
internal sealed class Refill(Crew crew, Agent producer)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private long _added;

    /// <summary>Goes on for so long.</summary>
    /// <returns>How many jobs a second were begun meanwhile.</returns>
    public async Task<double> KeepAsync(TimeSpan time)
    {
        var from = crew.Begun;
        var end = TimeProvider.System.GetUtcNow() + time;
        while (TimeProvider.System.GetUtcNow() < end)
        {
            var missing = (crew.Begun.Count - _added) / BulkAdds.Chunk * BulkAdds.Chunk;
            if (missing > 0)
            {
                await producer.RateAsync($"bulk {missing} {BulkAdds.Chunk} {BulkAdds.Flight}");
                _added += missing;
            }
            else
            {
                await Task.Delay(Look);
            }
        }

        var to = crew.Begun;
        return (to.Count - from.Count) * 1e6 / (to.At - from.At);
    }
}
