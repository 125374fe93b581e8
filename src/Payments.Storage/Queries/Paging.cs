namespace Payments.Storage.Queries;

/// <summary>SQL and rows of lists that are paged by key.</summary>
internal static class Paging
{
    /// <summary>The condition that leaves the rows behind a place, for columns of time and key; its parameters are <c>@at</c> and <c>@key</c>.</summary>
    public static string Behind(PageKey? place, string time, string key) => place is null ? "" : $"AND {time} <= @at AND ({time} < @at OR {key} < @key)";

    /// <summary>Makes a page of one row more than it holds, which tells whether the list goes on.</summary>
    public static Page<T> Cut<TRow, T>(IEnumerable<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, PageKey> place)
    {
        var found = rows.ToArray();
        var shown = found.Take(limit).ToArray();
        return new Page<T>([.. shown.Select(item)], found.Length > limit ? place(shown[^1]) : null);
    }
}
