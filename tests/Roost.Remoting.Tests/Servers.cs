using Roost.Testing.Databases;

[assembly: AssemblyFixture(typeof(PostgresServer))]
