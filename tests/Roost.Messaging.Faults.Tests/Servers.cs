using Roost.Testing.Databases;

[assembly: AssemblyFixture(typeof(PostgresServer))]
// Scenes wait more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
