namespace Payments.Http.Api;

/// <summary>The form of every answer of the WoPay document.</summary>
/// <param name="Success">Whether the request was done.</param>
/// <param name="Data">What it gave; null on an error.</param>
/// <param name="Error">The field and what was expected of it; null on success.</param>
/// <param name="Timestamp">When it was answered, UTC.</param>
internal sealed record Envelope<T>(bool Success, T? Data, string? Error, string Timestamp);
