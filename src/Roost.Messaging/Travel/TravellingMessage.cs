using System.Text.Json;

namespace Roost.Messaging.Travel;

/// <summary>Data that modules leave in the database or send to other hosts, where another version of the application may read it.</summary>
/// <param name="Kind">What sort of data it is.</param>
/// <param name="Name">Under which it is known there, such as a kind of job, or the name of an event on the wire.</param>
/// <param name="Data">Its type.</param>
/// <param name="Json">How it is written and read.</param>
public sealed record TravellingMessage(MessageKind Kind, string Name, Type Data, JsonSerializerOptions Json)
{
    /// <summary>Whether it is still written: an event of a stream that is only brought up to date is not.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsWritten { get; init; } = true;

    /// <summary>The module that publishes an event; other databases take it from workers of that module's database only.</summary>
    /// <value>The default is <see langword="null"/>, for all that is no event.</value>
    public string? Publisher { get; init; }
}
