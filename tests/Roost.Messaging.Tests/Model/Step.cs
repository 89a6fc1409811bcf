namespace Roost.Messaging.Tests.Model;

/// <summary>
/// One step of a history. It has small numbers and not names: they say which of what is there at that moment, so that a history without some of
/// its steps is one as well, and a failing one can be made short.
/// </summary>
internal abstract record Step
{
    /// <returns>What happened, in a line; <see langword="null"/> if there was nothing to do it to.</returns>
    public abstract string? Play(Play play);

    /// <summary>Tells what the queue answered, if it is what the oracle says.</summary>
    protected static string Tell(string what, string expected, string? actual)
    {
        Model.Play.Same(expected, actual, what);
        return $"{what}: {expected}";
    }

    /// <summary>One of those there are, from the last, so that most are still of interest.</summary>
    protected static T? Pick<T>(IReadOnlyList<T> there, int number)
        where T : class => there.Count == 0 ? null : there[^(1 + (number % there.Count))];
}

/// <summary>A whole history.</summary>
internal sealed record History(IReadOnlyList<Step> Steps)
{
    public override string ToString() => string.Join('\n', Steps);
}
