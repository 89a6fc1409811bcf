namespace Roost.Edge.Hangups;

/// <summary>Says on an endpoint that its requests go on when their client hangs up.</summary>
public sealed record RunToCompletionMetadata;
