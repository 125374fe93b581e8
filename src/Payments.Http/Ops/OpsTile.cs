namespace Payments.Http.Ops;

/// <summary>One figure of the operators' page.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Value">The figure.</param>
/// <param name="Tone">A class of the style sheet: <c>warn</c>, <c>bad</c>, or empty.</param>
public sealed record OpsTile(string Name, string Value, string Tone);
