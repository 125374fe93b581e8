using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Payments.FaultPlanting;

/// <summary>What an expression may be mistaken for.</summary>
internal static partial class Mistakes
{
    private static readonly Dictionary<SyntaxKind, (string Kind, string Operator)> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = ("off by one", "<="),
        [SyntaxKind.LessThanOrEqualExpression] = ("off by one", "<"),
        [SyntaxKind.GreaterThanExpression] = ("off by one", ">="),
        [SyntaxKind.GreaterThanOrEqualExpression] = ("off by one", ">"),
        [SyntaxKind.EqualsExpression] = ("negated equality", "!="),
        [SyntaxKind.NotEqualsExpression] = ("negated equality", "=="),
        [SyntaxKind.LogicalAndExpression] = ("and for or", "||"),
        [SyntaxKind.LogicalOrExpression] = ("and for or", "&&"),
        [SyntaxKind.AddExpression] = ("arithmetic", "-"),
        [SyntaxKind.SubtractExpression] = ("arithmetic", "+"),
        [SyntaxKind.MultiplyExpression] = ("arithmetic", "/"),
        [SyntaxKind.DivideExpression] = ("arithmetic", "*"),
    };

    private static readonly Dictionary<string, string> Calls = new()
    {
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Any"] = "All",
        ["All"] = "Any",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
    };

    /// <summary>Calls that choose or put in order, and that may be forgotten.</summary>
    private static readonly string[] Forgotten =
        ["Where", "Distinct", "Take", "Skip", "Prepend", "Append", "Concat", "Trim", "ToLowerInvariant", "Reverse"];

    /// <summary>The mistakes of an expression itself; those inside it are their own.</summary>
    public static IEnumerable<(string Kind, string Mistake)> Of(ExpressionSyntax expression, IReadOnlyDictionary<string, string[]> enums) =>
        expression switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } binary when binary.Right is not ThrowExpressionSyntax =>
                [("always the other", Line(binary.Right))],
            BinaryExpressionSyntax binary => Swapped(binary),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [("lost negation", Line(not.Operand))],
            IsPatternExpressionSyntax pattern => [("negated pattern", $"!({Line(pattern)})")],
            LiteralExpressionSyntax literal => OtherLiteral(literal),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var type } } access
                when enums.TryGetValue(type, out var members) => OtherMember(type, access.Name.Identifier.Text, members),
            InvocationExpressionSyntax call => OtherCall(call),
            WithExpressionSyntax with => with.Initializer.Expressions.Count == 1
                ? [("lost assignment", Line(with.Expression))]
                : [.. Lost(with, with.Initializer)],
            ObjectCreationExpressionSyntax { Initializer: { } initializer } made => Lost(made, initializer),
            ImplicitObjectCreationExpressionSyntax { Initializer: { } initializer } made => Lost(made, initializer),
            _ => [],
        };

    /// <summary>A node's text on one line.</summary>
    public static string Line(SyntaxNode node) => LineBreak().Replace(node.ToString(), " ");

    private static IEnumerable<(string Kind, string Mistake)> Swapped(BinaryExpressionSyntax binary)
    {
        if (!Operators.TryGetValue(binary.Kind(), out var swapped)) yield break;
        if (swapped.Kind == "arithmetic" && (IsText(binary.Left) || IsText(binary.Right))) yield break;
        yield return (swapped.Kind, $"{Line(binary.Left)} {swapped.Operator} {Line(binary.Right)}");
    }

    private static bool IsText(ExpressionSyntax expression) => expression is InterpolatedStringExpressionSyntax ||
        expression.IsKind(SyntaxKind.StringLiteralExpression) ||
        expression is BinaryExpressionSyntax inner && (IsText(inner.Left) || IsText(inner.Right));

    private static IEnumerable<(string Kind, string Mistake)> OtherLiteral(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => [("other constant", "false")],
        SyntaxKind.FalseLiteralExpression => [("other constant", "true")],
        SyntaxKind.NumericLiteralExpression when literal.Token.Value is int number && literal.Token.Text.All(char.IsAsciiDigit) =>
            [("other constant", (number + 1).ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    private static IEnumerable<(string Kind, string Mistake)> OtherMember(string type, string member, string[] members)
    {
        var place = Array.IndexOf(members, member);
        if (place >= 0 && members.Length > 1) yield return ("other constant", $"{type}.{members[(place + 1) % members.Length]}");
    }

    private static IEnumerable<(string Kind, string Mistake)> OtherCall(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access) yield break;
        var name = access.Name.Identifier.Text;
        if (Calls.TryGetValue(name, out var other) && (name is not "Any" || call.ArgumentList.Arguments.Count > 0))
            yield return ("other call", $"{Line(access.Expression)}.{other}{Line(call.ArgumentList)}");
        if (Forgotten.Contains(name)) yield return ("forgotten call", Line(access.Expression));
    }

    private static IEnumerable<(string Kind, string Mistake)> Lost(ExpressionSyntax whole, InitializerExpressionSyntax initializer)
    {
        if (initializer.Expressions.Count < 2) yield break;
        foreach (var assignment in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
        {
            var without = whole.RemoveNode(assignment, SyntaxRemoveOptions.KeepNoTrivia);
            if (without is not null) yield return ("lost assignment", Line(without));
        }
    }

    [GeneratedRegex(@"\s*\r?\n\s*")]
    private static partial Regex LineBreak();
}
