using System.Reflection;
using Npgsql;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>Makes a statement of a batch from SQL and an object whose properties are its parameters.</summary>
internal static class BatchCommands
{
    public static NpgsqlBatchCommand Create(string sql, object? parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var property in parameters?.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance) ?? [])
        {
            command.Parameters.Add(new NpgsqlParameter(property.Name, property.GetValue(parameters) ?? DBNull.Value));
        }

        return command;
    }
}
