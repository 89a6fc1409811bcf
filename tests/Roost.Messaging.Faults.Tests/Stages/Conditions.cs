using Roost.Messaging.Faults.Tests.Planted;
using Roost.Messaging.TestWorker;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>Under what a scene is played. The same scene is played with the product as it is, and with a bug in it.</summary>
/// <param name="Server">Where databases are made.</param>
internal sealed record Conditions(PostgresServer Server)
{
    /// <summary>What is wrong with the functions in the database.</summary>
    public SqlBug? Bug { get; init; }

    /// <summary>The program that workers run.</summary>
    public string Worker { get; init; } = typeof(LedgerModule).Assembly.Location;

    /// <summary>How long all may take to be over, once nothing is broken any more.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
