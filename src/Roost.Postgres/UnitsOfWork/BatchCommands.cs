using System.Reflection;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>Makes a statement of a batch from SQL and an object whose properties are its parameters.</summary>
internal static class BatchCommands
{
    // Weak, so that types of code that was unloaded can go.
    private static readonly ConditionalWeakTable<Type, PropertyInfo[]> Properties = [];

    public static NpgsqlBatchCommand Create(string sql, object? parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (parameters is null)
        {
            return command;
        }

        foreach (var property in Properties.GetValue(parameters.GetType(), static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            command.Parameters.Add(new NpgsqlParameter(property.Name, property.GetValue(parameters) ?? DBNull.Value));
        }

        return command;
    }
}
