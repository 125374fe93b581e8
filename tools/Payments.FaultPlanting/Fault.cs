using Microsoft.CodeAnalysis.Text;

namespace Payments.FaultPlanting;

/// <summary>A mistake that somebody could have made: one place of the source, read otherwise.</summary>
/// <param name="File">The file, from the checkout's folder.</param>
/// <param name="Line">The line of the place, from 1.</param>
/// <param name="LastLine">The last line of the place.</param>
/// <param name="Member">The lines of the member that the place is in.</param>
/// <param name="Span">The place.</param>
/// <param name="Kind">What kind of mistake.</param>
/// <param name="Original">What stands there, on one line.</param>
/// <param name="Mistake">What would stand there, on one line.</param>
/// <param name="Form">How the switch is written there.</param>
internal sealed record Fault(
    string File, int Line, int LastLine, (int First, int Last) Member, TextSpan Span,
    string Kind, string Original, string Mistake, FaultForm Form)
{
    /// <summary>The number by which it is switched on; 0 while it has none.</summary>
    public int Number { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Number} {File}:{Line} {Kind}: {Original} -> {Mistake}";
}

/// <summary>How a switch is written into the source.</summary>
internal enum FaultForm
{
    /// <summary><c>(on ? mistake : original)</c>.</summary>
    Instead,

    /// <summary>A condition that is never true: <c>((original) &amp;&amp; !on)</c>. What patterns in it declare stays assigned.</summary>
    Never,

    /// <summary>A condition that is always true: <c>((original) || on)</c>.</summary>
    Always,

    /// <summary>A statement that is left out: <c>{ if (!on) original }</c>.</summary>
    LeftOut,
}
