namespace Payments.Domain.Rates;

/// <summary>One price as a source gave it.</summary>
/// <param name="Price">Of one token, exactly as written.</param>
/// <param name="At">When the source says it held; when it was received if the source does not say.</param>
/// <param name="Source">The source's name.</param>
public sealed record PriceReading(decimal Price, DateTimeOffset At, string Source);
