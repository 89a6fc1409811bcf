using Roost.Messaging.Events;
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
        CREATE TABLE ledger.effects (number int NOT NULL, what text NOT NULL, job uuid NOT NULL);
        CREATE TABLE ledger.voyages (seq bigint GENERATED ALWAYS AS IDENTITY, number int NOT NULL, version int NOT NULL, step text NOT NULL, host text NOT NULL);
        """;

    // Tried again at once: what a crash does to a wait of seconds, it does to one of milliseconds.
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Post, PostHandler>(job => job.Attempts(100))
        .Job<FollowUp, FollowUpHandler>(job => job.Queue("follow-ups").Attempts(100))
        .Job<Stumble, StumbleHandler>(job => job.Attempts(100).RetryAfter(_ => Wait))
        .Job<TwoSteps, TwoStepsHandler>(job => job.Attempts(100).RetryAfter(_ => Wait))
        .Job<Few, FewHandler>(job => job.Attempts(100).Concurrency(2))
        .Job<Turn, TurnHandler>(job => job.Attempts(100).InOrder().RetryAfter(_ => Wait))
        .Publishes<Posted>()
        .Handles<Posted, PostedHandler>(job => job.Queue("follow-ups").Attempts(100))
        .Job<Poison, PoisonHandler>();
}
