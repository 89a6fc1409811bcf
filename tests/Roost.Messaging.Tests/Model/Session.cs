using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Roost.Messaging.Tests.Model;

/// <summary>One connection, on which a statement is prepared once. Calls block: nothing else is to be done meanwhile, and a thousand histories are quicker so.</summary>
internal sealed class Session(NpgsqlConnection connection) : IDisposable
{
    private readonly Dictionary<string, NpgsqlCommand> _commands = new(StringComparer.Ordinal);

    public List<T> Read<T>(string sql, Func<NpgsqlDataReader, T> read, params (NpgsqlDbType Type, object? Value)[] parameters)
    {
        using var reader = Command(sql, parameters).ExecuteReader(CommandBehavior.Default);
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public T? One<T>(string sql, params (NpgsqlDbType Type, object? Value)[] parameters) =>
        Command(sql, parameters).ExecuteScalar() is T value ? value : default;

    public void Run(string sql, params (NpgsqlDbType Type, object? Value)[] parameters) => Command(sql, parameters).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private NpgsqlCommand Command(string sql, (NpgsqlDbType Type, object? Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = new(sql, connection);
            foreach (var (type, _) in parameters)
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        if (!command.IsPrepared)
        {
            command.Prepare();
        }

        return command;
    }
}
