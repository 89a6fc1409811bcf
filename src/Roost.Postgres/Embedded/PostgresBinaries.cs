namespace Roost.Postgres.Embedded;

/// <summary>A folder with PostgreSQL's programs (<c>postgres</c>, <c>initdb</c>, <c>pg_ctl</c>) and their version.</summary>
/// <param name="Folder">The absolute path of the folder.</param>
/// <param name="Version">What <c>postgres --version</c> says, e.g. <c>15.18</c> or <c>18beta1</c>.</param>
/// <param name="Major">The major version, which the data folder must match.</param>
public sealed partial record PostgresBinaries(string Folder, string Version, int Major)
{
    /// <summary>The oldest major version that serves: 15, the first with <c>CREATE DATABASE … STRATEGY</c>.</summary>
    public const int OldestMajor = 15;

    /// <summary>The environment variable that names the folder to use, before any search.</summary>
    public const string FolderVariable = "ROOST_POSTGRES_BIN";

    internal string Initdb => Path.Combine(Folder, "initdb");

    internal string PgCtl => Path.Combine(Folder, "pg_ctl");
}
