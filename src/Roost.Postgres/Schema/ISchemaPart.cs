namespace Roost.Postgres.Schema;

/// <summary>The tables that a capability keeps in Roost's own schema, as steps that are applied once each, in order, by the owner.</summary>
public interface ISchemaPart
{
    /// <summary>The part's name, such as <c>idempotency</c>.</summary>
    string Name { get; }

    /// <summary>SQL, one step a version. A step is never changed once released; a new one follows.</summary>
    /// <param name="roles">The names of the roles; their rights belong into <see cref="Grants"/>.</param>
    IReadOnlyList<string> Steps(SchemaRoles roles);

    /// <summary>SQL that gives the roles their rights. Run by every migration, behind the steps, so that roles may be exchanged; running it again changes nothing.</summary>
    /// <param name="roles">The names of the roles.</param>
    string Grants(SchemaRoles roles);
}
