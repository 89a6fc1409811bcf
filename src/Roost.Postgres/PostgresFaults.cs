using System.Net.Sockets;
using Npgsql;
using Roost.Faults;

namespace Roost.Postgres;

/// <summary>Recognises that the database is away, overloaded or cut a statement off, however deep the exception is wrapped.</summary>
internal sealed class PostgresFaults : IFaultClassifier
{
    private static readonly Error Away = Error.Unavailable("postgres.unavailable", "The database does not answer at present. Try again in a moment.");
    private static readonly Error TooSlow = Error.TimedOut("postgres.timed_out", "The database took longer than allowed. Try again.");
    private static readonly Error Contended = Error.Unavailable("postgres.contended", "Others are changing the same at this moment. Try again.");

    public Error? Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException postgres:
                    return Classify(postgres);
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
        PostgresErrorCodes.QueryCanceled => TooSlow,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => Contended,
        // 08: connection, 53: resources, 57P0x: shutting down, starting up, killed by an operator.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] => Away,
        _ => null,
    };
}
