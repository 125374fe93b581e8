using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Payments.FaultPlanting;

/// <summary>Finds the places of one file where a mistake can be planted. Which of them compile the build tells.</summary>
/// <param name="file">The file, from the checkout's folder.</param>
/// <param name="enums">Members of the enums of the whole source, by name.</param>
internal sealed class FaultFinder(string file, IReadOnlyDictionary<string, string[]> enums) : CSharpSyntaxWalker
{
    private readonly List<Fault> found = [];

    /// <summary>The places of a file.</summary>
    public static IReadOnlyList<Fault> In(string file, SyntaxNode root, IReadOnlyDictionary<string, string[]> enums)
    {
        var finder = new FaultFinder(file, enums);
        finder.Visit(root);
        return finder.found;
    }

    /// <inheritdoc />
    public override void Visit(SyntaxNode? node)
    {
        if (node is null || IsLeftAlone(node)) return;
        if (node is ExpressionSyntax expression) Look(expression);
        if (node is ExpressionStatementSyntax statement && !IsLog(statement)) Add(statement, "left-out statement", "", FaultForm.LeftOut);
        base.Visit(node);
    }

    private void Look(ExpressionSyntax expression)
    {
        if (IsCondition(expression)) AddCondition(expression);
        foreach (var (kind, mistake) in Mistakes.Of(expression, enums)) Add(expression, kind, mistake, FaultForm.Instead);
    }

    /// <summary>A condition that declares something cannot be written twice; it is made never or always true.</summary>
    private void AddCondition(ExpressionSyntax condition)
    {
        if (!Declares(condition))
        {
            Add(condition, "negated condition", $"!({Mistakes.Line(condition)})", FaultForm.Instead);
            return;
        }
        Add(condition, "condition never true", "false", FaultForm.Never);
        Add(condition, "condition always true", "true", FaultForm.Always);
    }

    private void Add(SyntaxNode node, string kind, string mistake, FaultForm form)
    {
        if (form == FaultForm.Instead && Declares(node) || !IsRepeatable(node)) return;
        var lines = node.SyntaxTree.GetLineSpan(node.Span);
        var member = node.Ancestors().OfType<MemberDeclarationSyntax>().First();
        var around = node.SyntaxTree.GetLineSpan(member.Span);
        found.Add(new Fault(
            file, lines.StartLinePosition.Line + 1, lines.EndLinePosition.Line + 1,
            (around.StartLinePosition.Line + 1, around.EndLinePosition.Line + 1), node.Span, kind, Mistakes.Line(node), mistake, form));
    }

    private static bool IsCondition(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax parent => parent.Condition == expression,
        WhileStatementSyntax parent => parent.Condition == expression,
        ConditionalExpressionSyntax parent => parent.Condition == expression,
        WhenClauseSyntax => true,
        _ => false,
    };

    /// <summary>Constants that the language wants as such, and what no test should look at.</summary>
    private static bool IsLeftAlone(SyntaxNode node) => node switch
    {
        AttributeListSyntax or ParameterListSyntax or EnumDeclarationSyntax or PatternSyntax or CaseSwitchLabelSyntax => true,
        ThrowExpressionSyntax or ThrowStatementSyntax or UsingDirectiveSyntax or TypeSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.Modifiers.Any(SyntaxKind.ConstKeyword),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => true,
        _ => false,
    };

    private static bool IsLog(ExpressionStatementSyntax statement) => statement.Expression is InvocationExpressionSyntax
    {
        Expression: IdentifierNameSyntax { Identifier.Text: var name },
    } && name.StartsWith("Log", StringComparison.Ordinal);

    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Any(inner => inner is SingleVariableDesignationSyntax or DeclarationExpressionSyntax);

    /// <summary>The mistake is written on one line, so that every other line of the file keeps its number.</summary>
    private static bool IsRepeatable(SyntaxNode node) =>
        !node.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)) &&
        !node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) ||
            token.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken));
}
