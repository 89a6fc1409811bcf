using Roost.RabbitMQ.Tests;
using Roost.Testing.Databases;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(RabbitServer))]
