namespace Roost.Messaging.Streams;

/// <summary>What a projection is told of the run it is in.</summary>
/// <param name="Projection">Its name: <c>module.projection</c>.</param>
/// <param name="Generation">Under which its rows are to be written.</param>
/// <param name="IsInline">Whether it is in the transaction of the append.</param>
public sealed record ProjectionRun(string Projection, int Generation, bool IsInline);
