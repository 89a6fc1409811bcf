namespace Roost.Remoting.Calls.Pipelines;

/// <summary>
/// Keeps repetitions under a part of the traffic: a bucket that each call puts a fraction of a token into, and each repetition takes a whole one from. While most
/// calls fail, their repetitions would otherwise treble the load of a server that is in trouble already.
/// </summary>
/// <param name="ratio">What a call puts in.</param>
internal sealed class RetryBudget(double ratio)
{
    /// <summary>How much it holds, and has at first: so that few calls may be repeated as well.</summary>
    public const int Capacity = 10;

    private const long Token = 1_000_000;
    private readonly long _share = (long)(ratio * Token);
    private long _held = ratio > 0 ? Capacity * Token : 0;

    /// <summary>Counts a call.</summary>
    public void Deposit()
    {
        long held;
        do
        {
            held = Volatile.Read(ref _held);
        }
        while (held < Capacity * Token && Interlocked.CompareExchange(ref _held, Math.Min(held + _share, Capacity * Token), held) != held);
    }

    /// <summary>Takes a repetition, if there is one.</summary>
    public bool TryTake()
    {
        long held;
        do
        {
            held = Volatile.Read(ref _held);
            if (held < Token)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _held, held - Token, held) != held);

        return true;
    }
}
