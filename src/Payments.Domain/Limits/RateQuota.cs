namespace Payments.Domain.Limits;

/// <summary>How many requests a window takes.</summary>
/// <param name="Tokens">Requests in a window; 0 is no limit.</param>
/// <param name="Window">How long a window is. It begins with its first request.</param>
/// <param name="Allowance">
/// How many of them a front lets pass in a window before it asks the grain, so that who comes seldom costs no grain. Each front has its
/// own: all together may let pass so many more for every front but one.
/// </param>
public readonly record struct RateQuota(int Tokens, TimeSpan Window, int Allowance = 0);
