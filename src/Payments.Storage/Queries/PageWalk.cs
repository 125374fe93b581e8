using System.Runtime.CompilerServices;

namespace Payments.Storage.Queries;

/// <summary>Walks through lists that are read page by page.</summary>
public static class PageWalk
{
    /// <summary>All rows of a list, newest first, a page of them in memory at a time.</summary>
    /// <param name="read">Reads the page behind a place, or the first.</param>
    /// <param name="cancellationToken">Ends the walk before its next page.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<PageKey?, Task<Page<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (PageKey? place = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await read(place);
            foreach (var item in page.Items) yield return item;
            if (page.Next is null) yield break;
            place = page.Next;
        }
    }
}
