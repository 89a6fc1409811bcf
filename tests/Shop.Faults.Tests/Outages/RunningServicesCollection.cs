namespace Shop.Faults.Tests.Outages;

/// <summary>Those who need Shop as several services share one. How soon it recovers is measured when no other tests run beside.</summary>
[CollectionDefinition(nameof(RunningServicesCollection), DisableParallelization = true)]
public sealed class RunningServicesCollection : ICollectionFixture<RunningServices>;
