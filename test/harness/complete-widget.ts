/** Completes the widget for every bank as the practice bank's test control does, and returns the redirect. */
export async function completeWidget(baseUrl: string, location: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/__practice/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ location, saveSecrets: true }),
  });
  const { redirect } = (await answer.json()) as { redirect: string }; // the control's documented answer
  return redirect;
}
