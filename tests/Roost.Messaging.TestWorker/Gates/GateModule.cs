using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;

namespace Roost.Messaging.TestWorker.Gates;

/// <summary>Something that one host alone may do at a time, and that all want to do.</summary>
[Module("gates")]
public sealed class GateModule : Module
{
    /// <summary>How long the lock stays taken when its holder dies. Long enough to be renewed in time on a busy machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>What the test makes in the database before it starts hosts.</summary>
    public const string Tables =
        """
        CREATE SCHEMA gates;
        CREATE TABLE gates.gate (highest bigint NOT NULL, is_held boolean NOT NULL);
        INSERT INTO gates.gate VALUES (0, false);
        CREATE TABLE gates.passage (place bigint GENERATED ALWAYS AS IDENTITY, token bigint NOT NULL, host text NOT NULL, let_in boolean NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
        CREATE INDEX ix_passage_token ON gates.passage (token);
        CREATE FUNCTION gates.pass(token_ bigint, host_ text) RETURNS boolean LANGUAGE plpgsql AS $function$
        BEGIN
            UPDATE gates.gate SET highest = token_ WHERE highest <= token_;
            INSERT INTO gates.passage (token, host, let_in) VALUES (token_, host_, FOUND);
            RETURN (SELECT is_held FROM gates.gate);
        END
        $function$;
        """;

    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module.TakesLocks().Services(services => services.AddHostedService<Passer>());
}
