using Microsoft.AspNetCore.Components;

namespace Payments.Http.Console.Shell;

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Title">What.</param>
/// <param name="Note">More of it, or null.</param>
/// <param name="Tone">A class of the style sheet: <c>good</c>, <c>warn</c>, <c>bad</c>, or empty.</param>
/// <param name="Body">What cannot be said in one line, or null.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Title, string? Note = null, string Tone = "", RenderFragment? Body = null);
