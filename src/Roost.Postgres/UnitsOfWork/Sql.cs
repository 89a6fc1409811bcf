using Dapper;
using Npgsql;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>Raw SQL on the operation's unit of work: same connection, same transaction, same tenant as everything else in it.</summary>
/// <typeparam name="TModule">The module whose database is meant.</typeparam>
public sealed class Sql<TModule>(UnitOfWork unitOfWork)
    where TModule : Modules.Module
{
    /// <summary>Reads rows. Outside of a transaction this is one round trip and leaves nothing behind.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>.</param>
    /// <param name="parameters">An object whose properties are the parameters.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        unitOfWork.ReadAsync(BatchCommands.Create(sql, parameters), static reader => Parse<T>(reader), cancellationToken);

    /// <summary>Reads rows as <paramref name="read"/> says: for what is asked often, and for rows that are no plain record.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>.</param>
    /// <param name="parameters">An object whose properties are the parameters.</param>
    /// <param name="read">Makes one row's value. It must not advance the reader.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(BatchCommands.Create(sql, parameters), _ => read, cancellationToken);

    /// <summary>Writes, in the operation's transaction.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>.</param>
    /// <param name="parameters">An object whose properties are the parameters.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    /// <returns>The number of rows written.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        unitOfWork.WriteAsync(BatchCommands.Create(sql, parameters), cancellationToken);

    /// <summary>Writes, in the operation's transaction, and reads what <c>RETURNING</c> gives.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>.</param>
    /// <param name="parameters">An object whose properties are the parameters.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public Task<IReadOnlyList<T>> WriteAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        unitOfWork.WriteRowsAsync(BatchCommands.Create(sql, parameters), static reader => Parse<T>(reader), cancellationToken);

    /// <summary>Writes, in the operation's transaction, and reads what <c>RETURNING</c> gives as <paramref name="read"/> says.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>.</param>
    /// <param name="parameters">An object whose properties are the parameters.</param>
    /// <param name="read">Makes one row's value. It must not advance the reader.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public Task<IReadOnlyList<T>> WriteAsync<T>(string sql, object? parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        unitOfWork.WriteAsync(BatchCommands.Create(sql, parameters), read, cancellationToken);

    private static Func<NpgsqlDataReader, T> Parse<T>(NpgsqlDataReader reader)
    {
        var parse = reader.GetRowParser(typeof(T));
        return row => (T)parse(row);
    }
}
