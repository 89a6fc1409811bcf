using Npgsql;
using NpgsqlTypes;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>
/// What a transaction is told before its first statement. The settings are local to it: when it ends they are gone, so a pooled connection
/// never remembers a tenant.
/// </summary>
internal static class TransactionSettings
{
    public const string Write = "SELECT set_config('app.tenant', $1, true)";

    // A statement that writes would commit by itself here, whatever becomes of the operation. The server refuses it.
    public const string Read = "SELECT set_config('app.tenant', $1, true), set_config('transaction_read_only', 'on', true)";

    public static NpgsqlParameter Parameter(TenantId? tenant) =>
        new NpgsqlParameter<string> { TypedValue = tenant?.Value.ToString() ?? "", NpgsqlDbType = NpgsqlDbType.Text };
}
