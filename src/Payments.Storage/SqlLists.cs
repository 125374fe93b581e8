namespace Payments.Storage;

/// <summary>Conditions with lists of values.</summary>
internal static class SqlLists
{
    /// <summary>That a column is one of a parameter's texts. Npgsql takes a list as one array, SQLite has none.</summary>
    public static string IsOneOf(this IDatabase database, string column, string parameter) =>
        database.IsSqlite ? $"{column} IN {parameter}" : $"{column} = ANY ({parameter})";
}
