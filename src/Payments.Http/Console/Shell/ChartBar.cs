namespace Payments.Http.Console.Shell;

/// <summary>One bar of a <see cref="Chart"/>.</summary>
/// <param name="Name">What it is of, as the table has it.</param>
/// <param name="Values">A value for each of the chart's parts, from below; none is negative.</param>
public sealed record ChartBar(string Name, IReadOnlyList<decimal> Values);

/// <summary>What a part of each bar stands for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tone">A class of the style sheet.</param>
public sealed record ChartPart(string Name, string Tone);
