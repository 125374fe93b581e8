namespace Payments.Storage;

/// <summary>Parameters that hold states.</summary>
public static class SqlJson
{
    /// <summary>A parameter that is written into a column of JSON: text in SQLite.</summary>
    public static string Json(this IDatabase database, string parameter) =>
        database.IsSqlite ? parameter : $"CAST({parameter} AS jsonb)";
}
