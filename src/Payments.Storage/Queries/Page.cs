namespace Payments.Storage.Queries;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows, newest first.</param>
/// <param name="Next">Behind which the list goes on; null at its end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, PageKey? Next);
