using System.Diagnostics;
using System.Globalization;

namespace Shop.Faults.Tests.Outages;

/// <summary>How people get over an outage: what they have heard and ordered since, at some moment after it.</summary>
/// <param name="Victim">What was killed.</param>
/// <param name="Gone">When it was dead, as a timestamp.</param>
/// <param name="Back">When it said that it was ready again, as a timestamp.</param>
/// <param name="Customers">All who order.</param>
/// <param name="Answers">What was heard since it was killed.</param>
/// <param name="Orders">The orders that were taken down.</param>
internal sealed record Aftermath(Victim Victim, long Gone, long Back, IReadOnlyList<string> Customers, IReadOnlyList<Heard> Answers, IReadOnlyCollection<Placed> Orders)
{
    /// <summary>From the moment at which a victim is ready again to the last answer that was an error for its sake, and to each customer's first new order, at most.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For how long a key stays in flight whose request was cut off: it is leased for the time that a request may take, and ten seconds in which one could still roll back
    /// (<c>IdempotencyMiddleware</c>). Nobody gives it back where the host is dead that held it, or where the database is away that is to be told. Until the lease is over the
    /// customer is told to come again; then the next repetition takes the order over.
    /// </summary>
    public static readonly TimeSpan Lease = Caller.RequestTimeout + TimeSpan.FromSeconds(10);

    /// <summary>For how long there must be no error before nobody remembers.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    /// <summary>Those who have not ordered anew since.</summary>
    public IReadOnlyList<string> Waiting => [.. Customers.Where(customer => NextOrder(customer) is null)];

    /// <summary>Those who were told since that their keys are held.</summary>
    public IReadOnlyList<string> Held => [.. Customers.Where(customer => HeldUntil(customer) is not null)];

    /// <summary>The longest that a customer has waited for the first new order, from when nothing kept it any more; <see langword="null"/> if one waits still.</summary>
    public TimeSpan? Longest => Waiting.Count > 0 ? null : Customers.Max(customer => WaitedFor(customer, NextOrder(customer)!));

    /// <summary>How long after it was ready the last error was heard.</summary>
    public TimeSpan LastError => Errors.Select(error => After(error.Ended)).Append(TimeSpan.Zero).Max();

    private IEnumerable<Heard> Errors => Answers.Where(answer => answer.Verdict != Verdict.Done && !IsHeld(answer));

    /// <summary>Whether nobody waits for a new order but those whose keys are held, and nobody has heard of an error for a while.</summary>
    public bool IsOverAt(long now) => Waiting.All(customer => HeldUntil(customer) is not null) && Errors.All(error => Stopwatch.GetElapsedTime(error.Ended, now) > Calm);

    /// <summary>What took longer than it may, or has not happened at all.</summary>
    public IEnumerable<string> Breaches()
    {
        foreach (var kind in Errors.Where(error => After(error.Ended) > Bound).GroupBy(error => $"{error.What}: {error.Kind}"))
        {
            yield return Line($"{kind.Count()} times {kind.Key} more than {Bound.TotalSeconds:0} s after it was ready, at last after {kind.Max(error => After(error.Ended)).TotalSeconds:0.0} s");
        }

        foreach (var customer in Customers)
        {
            var since = HeldUntil(customer) is { } held ? Line($"after its key was last held, which was {After(held).TotalSeconds:0.0} s after it was ready") : "after it was ready";
            if (NextOrder(customer) is not { } order)
            {
                var last = Answers.LastOrDefault(answer => answer.Who == customer);
                yield return $"{customer} has got no new order {since}; at last it heard {(last is null ? "nothing" : $"{last.Kind} for '{last.What}'")}";
            }
            else if (WaitedFor(customer, order) is var waited && waited > Bound)
            {
                yield return Line($"{customer} has got its first new order {waited.TotalSeconds:0.0} s {since}, and not within {Bound.TotalSeconds:0} s");
            }
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Nobody can have leased a key later than the victim's death: whoever asks for something new after it, and is told this, is told it for another reason.
    private bool IsHeld(Heard answer) =>
        Victim.HoldsKeys && answer.Kind == Heard.InFlight && answer.Wanted <= Gone && Stopwatch.GetElapsedTime(Gone, answer.Began) <= Lease;

    /// <summary>When a customer was last told since that its key is held; null if never.</summary>
    private long? HeldUntil(string customer) => Answers.LastOrDefault(answer => answer.Who == customer && answer.Ended > Back && IsHeld(answer))?.Ended;

    /// <summary>The first order that a customer has begun since and that was taken down.</summary>
    private Placed? NextOrder(string customer) => Orders.Where(order => order.Customer == customer && order.Began > Back).MinBy(order => order.Ended);

    private TimeSpan WaitedFor(string customer, Placed order) => Stopwatch.GetElapsedTime(HeldUntil(customer) ?? Back, order.Ended);

    private TimeSpan After(long moment) => Stopwatch.GetElapsedTime(Back, moment);
}
