using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Store;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Events.Publishing;

/// <summary>Writes events, however many, with one statement.</summary>
internal static class OutboxInsert
{
    private const string Call = "SELECT roost.event_add($1, $2, $3, $4, $5)";

    /// <summary>With the commit of an operation, whose tenant the database knows already.</summary>
    public static void Append(UnitOfWork unit, IReadOnlyList<NewEvent> events, byte[] envelope)
    {
        var from = 0;
        while (from < events.Count)
        {
            var to = from;
            for (var bytes = 0; to < events.Count && bytes < JobInsert.MaxBytes; to++)
            {
                bytes += events[to].Payload.Length;
            }

            unit.Append(Create([.. events.Skip(from).Take(to - from)], envelope));
            from = to;
        }
    }

    private static NpgsqlBatchCommand Create(NewEvent[] events, byte[] envelope) => new(Call)
    {
        Parameters =
        {
            All(events, NpgsqlDbType.Uuid, static added => added.Id),
            All(events, NpgsqlDbType.Text, static added => added.Name),
            All(events, NpgsqlDbType.Text, static added => added.Key),
            All(events, NpgsqlDbType.Bytea, static added => added.Payload),
            Rows.Of(envelope),
        },
    };

    private static NpgsqlParameter<T[]> All<T>(NewEvent[] events, NpgsqlDbType type, Converter<NewEvent, T> read) =>
        new() { TypedValue = Array.ConvertAll(events, read), NpgsqlDbType = NpgsqlDbType.Array | type };
}
