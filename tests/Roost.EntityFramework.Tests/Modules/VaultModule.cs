using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Roost.Modules;
using Roost.Postgres.Schema;

namespace Roost.EntityFramework.Tests.Modules;

/// <summary>A module without tables, in a host whose capability keeps a table and a function that the system role alone may call.</summary>
[Module("vault")]
public sealed class VaultModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Database<VaultDb>();
}

internal sealed class VaultDb(DbContextOptions<VaultDb> options) : ModuleDbContext(options)
{
    protected override void Configure(ModelBuilder model)
    {
        // No tables.
    }
}

internal sealed class VaultSchema : ISchemaPart
{
    public string Name => "vault";

    public IReadOnlyList<string> Steps(SchemaRoles roles) =>
    [
        """
        CREATE TABLE roost.vault (id uuid PRIMARY KEY, secret text NOT NULL);
        CREATE FUNCTION roost.vault_deposit(id uuid, secret text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'INSERT INTO roost.vault VALUES (id, secret)';
        CREATE FUNCTION roost.vault_empty() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM roost.vault';
        """,
    ];

    public string Grants(SchemaRoles roles) =>
        $"""
        REVOKE ALL ON FUNCTION roost.vault_deposit, roost.vault_empty FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION roost.vault_deposit TO {roles.App};
        GRANT EXECUTE ON FUNCTION roost.vault_empty TO {roles.System};
        GRANT SELECT (id), INSERT ON roost.vault TO {roles.App};
        """;
}
