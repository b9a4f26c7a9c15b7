import { control } from './practice-control.ts';

/** Completes the widget for every bank as the practice bank's test control does, and returns the redirect. */
export async function completeWidget(baseUrl: string, location: string): Promise<string> {
  const { redirect } = (await control(baseUrl, 'complete', { location, saveSecrets: true })) as { redirect: string }; // its documented answer
  return redirect;
}
