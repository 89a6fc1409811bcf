namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>A moment in a worker's talk with the database: one message that it sends.</summary>
/// <param name="Statement">What it is about: the function that is called, or the command.</param>
/// <param name="Number">Which message about this it is, from 1; of those that ask for an answer, if the answer is what matters.</param>
/// <param name="Moment">Whether the server gets it.</param>
internal sealed record Point(string Statement, int Number, Moment Moment)
{
    /// <summary>Whether the last of these messages, by their types, is the one.</summary>
    public bool IsAt(IReadOnlyList<char> types) => Moment != Moment.Answered ? types.Count == Number : AsksForAnswer(types[^1]) && types.Count(AsksForAnswer) == Number;

    /// <summary>Sync, and the simple query: the server has done all before it when it answers.</summary>
    public static bool AsksForAnswer(char type) => type is 'S' or 'Q';

    public override string ToString() => $"{Statement} {Number} {Moment}";
}

/// <summary>What becomes of the message at the point.</summary>
internal enum Moment
{
    /// <summary>The worker dies when it has sent it, and the server never gets it.</summary>
    Withheld,

    /// <summary>The server has done all that it was asked, and the worker dies before it hears of it.</summary>
    Answered,

    /// <summary>The worker is stopped when it has sent it. The server gets it much later, and the worker goes on.</summary>
    Late,
}
