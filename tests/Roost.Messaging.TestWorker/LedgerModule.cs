using Roost.Modules;

namespace Roost.Messaging.TestWorker;

/// <summary>Jobs that leave their traces in a table, so that a test can count them.</summary>
[Module("ledger")]
public sealed class LedgerModule : Module
{
    /// <summary>What the test makes in the database before it starts workers.</summary>
    public const string Tables =
        """
        CREATE SCHEMA ledger;
        CREATE TABLE ledger.effects (number int NOT NULL, what text NOT NULL);
        """;

    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Post, PostHandler>(job => job.Attempts(100))
        .Job<FollowUp, FollowUpHandler>(job => job.Queue("follow-ups").Attempts(100))
        .Job<Poison, PoisonHandler>();
}
