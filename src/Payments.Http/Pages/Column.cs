using Microsoft.AspNetCore.Components;

namespace Payments.Http.Pages;

/// <summary>A column of a <see cref="DataTable{TRow}"/>.</summary>
/// <typeparam name="TRow">What a row is of.</typeparam>
/// <param name="Head">Its name.</param>
/// <param name="Cell">What it shows of a row.</param>
public sealed record Column<TRow>(string Head, RenderFragment<TRow> Cell)
{
    /// <summary>A column of texts.</summary>
    public Column(string head, Func<TRow, string> text) : this(head, row => builder => builder.AddContent(0, text(row)))
    {
    }
}
