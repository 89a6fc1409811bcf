using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>Makes a statement of a batch from SQL and an object whose properties are its parameters.</summary>
internal static class BatchCommands
{
    // Weak, so that types of code that was unloaded can go.
    private static readonly ConditionalWeakTable<Type, PropertyInfo[]> Properties = [];

    // A null that says nothing of its type is text to the server, or nothing it can make sense of.
    private static readonly FrozenDictionary<Type, NpgsqlDbType> NullTypes = new Dictionary<Type, NpgsqlDbType>
    {
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(short)] = NpgsqlDbType.Smallint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(float)] = NpgsqlDbType.Real,
        [typeof(double)] = NpgsqlDbType.Double,
        [typeof(decimal)] = NpgsqlDbType.Numeric,
        [typeof(Guid)] = NpgsqlDbType.Uuid,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
        [typeof(DateOnly)] = NpgsqlDbType.Date,
        [typeof(TimeOnly)] = NpgsqlDbType.Time,
        [typeof(TimeSpan)] = NpgsqlDbType.Interval,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
    }.ToFrozenDictionary();

    public static NpgsqlBatchCommand Create(string sql, object? parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (parameters is null)
        {
            return command;
        }

        foreach (var property in Properties.GetValue(parameters.GetType(), static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            command.Parameters.Add(Parameter(property, property.GetValue(parameters)));
        }

        return command;
    }

    private static NpgsqlParameter Parameter(PropertyInfo property, object? value)
    {
        if (value is not null)
        {
            return new(property.Name, value is Enum ? Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture) : value);
        }

        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return NullTypes.TryGetValue(type, out var known)
            ? new(property.Name, known) { Value = DBNull.Value }
            : new(property.Name, DBNull.Value);
    }
}
