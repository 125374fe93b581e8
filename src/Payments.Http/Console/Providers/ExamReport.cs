using Payments.Providers.Common;

namespace Payments.Http.Console.Providers;

/// <summary>What a check of an account found.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Findings">What was looked at.</param>
public sealed record ExamReport(string Provider, IReadOnlyList<ExamFinding> Findings);
