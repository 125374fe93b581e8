namespace Payments.Http.Console.Home;

/// <summary>One figure of a shop's home.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Value">The figure, or a name.</param>
/// <param name="Tone">A class of the style sheet: <c>warn</c>, <c>bad</c>, <c>good</c>, or empty.</param>
/// <param name="Link">Where what it counts is listed; null where it is not.</param>
public sealed record HomeTile(string Name, string Value, string Tone, string? Link = null);
