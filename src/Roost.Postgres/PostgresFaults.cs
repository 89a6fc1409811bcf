using System.Net.Sockets;
using Npgsql;
using Roost.Faults;
using Roost.Postgres.Startup;

namespace Roost.Postgres;

/// <summary>
/// Recognises that the database is away, overloaded or cut a statement off, or that what was sent breaks one of its rules, however deep
/// the exception is wrapped.
/// </summary>
internal sealed class PostgresFaults : IFaultClassifier
{
    private static readonly Error Away = Error.Unavailable("postgres.unavailable", "The database does not answer at present. Try again in a moment.");
    private static readonly Error TooSlow = Error.TimedOut("postgres.timed_out", "The database took longer than allowed. Try again.");
    private static readonly Error Contended = Error.Unavailable("postgres.contended", "Others are changing the same at this moment. Try again.");

    private static readonly Error Unchecked = Error.Unavailable("postgres.unchecked", "The database is not in order for this application, and is not used until it is. Try again later.");
    private static readonly Error Duplicate = Error.Conflict("data.duplicate", "Something with this value exists already. Use another, or change the existing one.");
    private static readonly Error BrokenText = Error.Invalid("data.broken_text", "A text has a character in it that no text can have, such as U+0000. Leave it out.");
    private static readonly Error RuleBroken = Error.Unprocessable("data.rule_broken", "A value refers to something that does not exist, or is out of the range that is allowed.");

    public Error? Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException postgres:
                    return Classify(postgres);
                case ServerUncheckedException:
                    return Unchecked;
                // The driver stopped waiting for the answer to a statement. It tells this from a slow connection in its text only.
                case NpgsqlException { InnerException: TimeoutException timeout } when timeout.Message.StartsWith("Timeout during", StringComparison.Ordinal):
                    return TooSlow;
                // The pool is exhausted or the connection timed out.
                case NpgsqlException { InnerException: TimeoutException }:
                case NpgsqlException { InnerException: SocketException or IOException }:
                case NpgsqlException { IsTransient: true }:
                case NpgsqlException when cause.Message.Contains("pool has been exhausted", StringComparison.Ordinal):
                    return Away;
            }
        }

        return null;
    }

    private static Error? Classify(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => Duplicate,
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NumericValueOutOfRange => RuleBroken,
        // What the edge has let through: it does not look into everything that may end up in a text.
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => BrokenText,
        PostgresErrorCodes.QueryCanceled => TooSlow,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => Contended,
        // 08: connection, 53: resources, 57P0x: shutting down, starting up, killed by an operator.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] => Away,
        _ => null,
    };
}
