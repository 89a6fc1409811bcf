using Npgsql;

namespace Roost.Messaging.Store;

/// <summary>What the stores do with every command.</summary>
internal static class Rows
{
    /// <summary>A parameter by its position.</summary>
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Gives a command its parameters, by their position.</summary>
    public static void With(this NpgsqlCommand command, IEnumerable<NpgsqlParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs a command and makes a value of each row.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
