namespace Roost.Telemetry.Tests.Traces;

/// <summary>Tests that listen to what the whole process does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
